package com.fitscheduler.frontdesk.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ManualEntryTest {

    @Test
    void spacesAndLineEndsOfACopyAreTrimmed() {
        assertEquals(new ManualEntry("pit-1", "abc"), ManualEntry.pasted("  pit-1\r\n", "\tabc \n"));
        assertEquals(new ManualEntry("pit-12", "ab"), ManualEntry.pasted("pit-1\r\n2", "a\nb"));
    }

    @Test
    void spacesInsideStayForThePersonToSee() {
        assertEquals(new ManualEntry("pit 1", "a b"), ManualEntry.pasted("pit 1", "a b"));
    }

    @Test
    void spacesThatNobodySeesAreTrimmedToo() {
        assertEquals(new ManualEntry("pit-1", "abc"), ManualEntry.pasted("\u00a0pit-1\u200b", "\ufeffabc\u2060\u00a0"));
    }
}
