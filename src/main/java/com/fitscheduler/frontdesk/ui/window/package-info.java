/** The frame around every page: navigation, banner, bottom bar. */
@NullMarked
package com.fitscheduler.frontdesk.ui.window;

import org.jspecify.annotations.NullMarked;
