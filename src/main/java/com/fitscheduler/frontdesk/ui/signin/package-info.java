/** Who is at the desk, and at which gym it stands: first start, sign-in, choice of the gym location, sign-out. */
@NullMarked
package com.fitscheduler.frontdesk.ui.signin;

import org.jspecify.annotations.NullMarked;
