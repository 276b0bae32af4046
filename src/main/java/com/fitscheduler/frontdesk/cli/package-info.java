/** The command line: what can be typed, and what the commands do with a desk. */
@NullMarked
package com.fitscheduler.frontdesk.cli;

import org.jspecify.annotations.NullMarked;
