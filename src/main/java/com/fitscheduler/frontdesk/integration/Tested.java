package com.fitscheduler.frontdesk.integration;

import java.util.Optional;

/**
 * A login that has just counted contacts and is kept nowhere yet.
 *
 * @param accountName what the service calls the account
 */
public record Tested(String integrationId, Login login, Count count, Optional<String> accountName) {}
