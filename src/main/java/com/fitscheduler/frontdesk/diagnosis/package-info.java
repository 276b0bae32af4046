/** Where a failure comes from, and what a person can hand to whoever helps. */
@NullMarked
package com.fitscheduler.frontdesk.diagnosis;

import org.jspecify.annotations.NullMarked;
