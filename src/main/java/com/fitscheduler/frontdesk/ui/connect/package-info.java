/** The dialog in which an integration is connected. */
@NullMarked
package com.fitscheduler.frontdesk.ui.connect;

import org.jspecify.annotations.NullMarked;
