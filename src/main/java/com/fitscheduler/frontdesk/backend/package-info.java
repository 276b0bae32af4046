/** The shared backend: what the gym knows, and delivery of what this desk has changed. */
@NullMarked
package com.fitscheduler.frontdesk.backend;

import org.jspecify.annotations.NullMarked;
