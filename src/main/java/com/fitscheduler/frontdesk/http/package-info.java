/** One JSON request under a deadline, and its failure turned into a problem. */
@NullMarked
package com.fitscheduler.frontdesk.http;

import org.jspecify.annotations.NullMarked;
