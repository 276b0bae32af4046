/** Where this computer stands, and what practice mode plays. */
@NullMarked
package com.fitscheduler.frontdesk.ui.settings;

import org.jspecify.annotations.NullMarked;
