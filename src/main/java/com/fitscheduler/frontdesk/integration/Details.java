package com.fitscheduler.frontdesk.integration;

/**
 * What the details show of a stored login.
 *
 * @param tokenEnding its last four characters, by which a person tells one token from another
 */
public record Details(String accountId, String tokenEnding) {}
