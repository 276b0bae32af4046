/** Entry point, settings, the composition root and the window: the only place that names adapters. */
@NullMarked
package com.fitscheduler.frontdesk.app;

import org.jspecify.annotations.NullMarked;
