package com.fitscheduler.frontdesk.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

    @ParameterizedTest
    @CsvSource({"https://a.example,https://a.example", "https://A.Example/,https://a.example", "HTTPS://a.example:443/x,https://a.example",
            "https://a.example:8443,https://a.example:8443", "http://127.0.0.1:80,http://127.0.0.1", "http://[::1]:9/v1,http://[::1]:9",
            "http://127.0.0.1:443,http://127.0.0.1:443"})
    void whatIsTheSameServerHasOneOrigin(URI address, URI origin) {
        assertEquals(origin, Addresses.origin(address));
    }

    @ParameterizedTest
    @CsvSource({"https://a.example,https://a.example/x?y", "https://a.example/,https://a.example/x?y",
            "https://a.example/base,https://a.example/base/x?y", "https://a.example/base/,https://a.example/base/x?y"})
    void thePathOfAConfiguredAddressIsKept(URI address, URI whole) {
        assertEquals(whole, Addresses.at(address, "/x?y"));
    }
}
