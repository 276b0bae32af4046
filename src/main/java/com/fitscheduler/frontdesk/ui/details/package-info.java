/** What is known of a connection, without its secrets. */
@NullMarked
package com.fitscheduler.frontdesk.ui.details;

import org.jspecify.annotations.NullMarked;
