/** What happened at this gym. */
@NullMarked
package com.fitscheduler.frontdesk.ui.activity;

import org.jspecify.annotations.NullMarked;
