package com.fitscheduler.frontdesk.integration;

/** The sections of the Integrations page, in their order. */
public enum Category {
    CRM,
    API_TOOLS
}
