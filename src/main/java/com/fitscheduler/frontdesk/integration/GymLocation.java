package com.fitscheduler.frontdesk.integration;

/** A gym location at the shared backend: its id there, and what people call it. */
public record GymLocation(String id, String name) {}
