/** Cards with their waiting change, and what happened, in SQLite. */
@NullMarked
package com.fitscheduler.frontdesk.storage;

import org.jspecify.annotations.NullMarked;
