/** Logins in the operating system's keychain. */
@NullMarked
package com.fitscheduler.frontdesk.keychain;

import org.jspecify.annotations.NullMarked;
