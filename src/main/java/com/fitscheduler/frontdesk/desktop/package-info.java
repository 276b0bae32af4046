/** What the operating system gives: folders, one running instance, log files, whether there is a network. */
@NullMarked
package com.fitscheduler.frontdesk.desktop;

import org.jspecify.annotations.NullMarked;
