package com.fitscheduler.frontdesk.integration;

/** Which card: one integration of one gym location. */
public record CardKey(String locationId, String integrationId) {}
