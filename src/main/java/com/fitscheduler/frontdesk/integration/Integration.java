package com.fitscheduler.frontdesk.integration;

/**
 * One entry of the catalogue: a service that a gym can connect, or will be able to. Its words stand in the message
 * bundle under {@code integration.<id>}.
 *
 * @param id        the service's name on the wire and in storage: lower case, stable for ever
 * @param available false while it is only announced ("Coming soon")
 */
public record Integration(String id, Category category, boolean available) {}
