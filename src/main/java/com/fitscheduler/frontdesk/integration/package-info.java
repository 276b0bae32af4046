/**
 * What an integration is, the states of its connection, what a person can do with it, and the ports that adapters
 * implement. Plain Java: no toolkit, no network, no database.
 */
@NullMarked
package com.fitscheduler.frontdesk.integration;

import org.jspecify.annotations.NullMarked;
