package com.fitscheduler.frontdesk.practice;

/** The stories that practice mode can play. */
public enum Scenario {
    ALL_WELL,
    WRONG_TOKEN,
    WRONG_LOCATION,
    /** The token works, for a location that goes by another name than the gym. */
    OTHER_LOCATION,
    BUSY,
    BROKEN,
    /** Logins that are signed in for or renewed now live a minute. */
    SHORT_LOGIN,
    /** Logins that were signed in for are refused, and so is their renewal. */
    LOGIN_ENDED,
    /** Right answers, a few seconds late. */
    SLOW,
    /** Connections break without an answer, to LeadConnector and to the backend. */
    OFFLINE
}
