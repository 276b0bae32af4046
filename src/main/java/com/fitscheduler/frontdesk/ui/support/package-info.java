/** The check of the connection and the support file, on the screen and in words. */
@NullMarked
package com.fitscheduler.frontdesk.ui.support;

import org.jspecify.annotations.NullMarked;
