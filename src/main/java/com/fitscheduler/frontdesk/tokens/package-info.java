/** Keeps logins alive whose tokens end and whose refresh tokens are good only once. */
@NullMarked
package com.fitscheduler.frontdesk.tokens;

import org.jspecify.annotations.NullMarked;
