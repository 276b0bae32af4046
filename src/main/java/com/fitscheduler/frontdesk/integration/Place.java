package com.fitscheduler.frontdesk.integration;

/**
 * Where this program stands.
 *
 * @param locationId the gym location's id at the shared backend
 * @param gymName    what people call that location
 * @param deskName   what people call this computer
 */
public record Place(String locationId, String gymName, String deskName) {}
