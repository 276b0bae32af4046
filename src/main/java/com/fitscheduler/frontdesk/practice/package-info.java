/** A LeadConnector and a shared backend to practise with: in process, made up, over real HTTP on loopback. */
@NullMarked
package com.fitscheduler.frontdesk.practice;

import org.jspecify.annotations.NullMarked;
