/** Counts the contacts of a LeadConnector account. */
@NullMarked
package com.fitscheduler.frontdesk.leadconnector;

import org.jspecify.annotations.NullMarked;
