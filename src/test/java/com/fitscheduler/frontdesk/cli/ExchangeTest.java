package com.fitscheduler.frontdesk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fitscheduler.frontdesk.cli.Exchange.Reply;
import com.fitscheduler.frontdesk.cli.Exchange.Request;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeTest {

    @Test
    void whatIsSentArrives() throws Exception {
        var request = new Request(List.of("connect", "--location=a b", "é"), "made-up secret");
        assertEquals(request, Exchange.request(Exchange.bytes(request)));
        assertFalse(request.toString().contains("secret"));
        var reply = new Reply(4, "one\ntwo\n", "");
        assertEquals(reply, Exchange.reply(Exchange.bytes(reply)));
    }

    @Test
    void whatIsCutOffOrSomethingElseIsRefused() {
        var whole = Exchange.bytes(new Request(List.of("sync"), "x"));
        for (var length = 0; length < whole.length; length++) {
            var part = Arrays.copyOf(whole, length);
            assertThrows(IOException.class, () -> Exchange.request(part));
        }
        assertThrows(IOException.class, () -> Exchange.request(new byte[] {127, 0, 0, 0, 127, 0, 0, 0}));
        assertThrows(IOException.class, () -> Exchange.reply(new byte[] {0, 0, 0, 0, -1, 0, 0, 0}));
    }
}
