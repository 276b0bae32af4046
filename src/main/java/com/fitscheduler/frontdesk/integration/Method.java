package com.fitscheduler.frontdesk.integration;

/** How a connection was made. */
public enum Method {
    OAUTH,
    MANUAL
}
