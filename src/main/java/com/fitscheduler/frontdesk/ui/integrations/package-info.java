/** The Integrations page and its cards. */
@NullMarked
package com.fitscheduler.frontdesk.ui.integrations;

import org.jspecify.annotations.NullMarked;
