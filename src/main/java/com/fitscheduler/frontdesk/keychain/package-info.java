/**
 * Credentials in the operating system's keychain: two named slots per login, so that a crash never loses one. The only
 * place that knows java-keyring.
 */
@NullMarked
package com.fitscheduler.frontdesk.keychain;

import org.jspecify.annotations.NullMarked;
