/** How the program works, its keys, and what it is made of. */
@NullMarked
package com.fitscheduler.frontdesk.ui.help;

import org.jspecify.annotations.NullMarked;
