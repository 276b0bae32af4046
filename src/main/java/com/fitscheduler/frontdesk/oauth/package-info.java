/** One answer of a browser received on loopback, and the values that tie it to the one who asked. Knows no service. */
@NullMarked
package com.fitscheduler.frontdesk.oauth;

import org.jspecify.annotations.NullMarked;
