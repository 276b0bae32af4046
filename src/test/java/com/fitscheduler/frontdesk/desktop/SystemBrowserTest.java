package com.fitscheduler.frontdesk.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemBrowserTest {

    private static final URI HERE = URI.create("http://127.0.0.1:40123/start/abc_-123");

    @TempDir
    private Path folder;

    @Test
    void eachSystemIsAskedInItsOwnWordsAndNeverByAShell() {
        var windows = new SystemBrowser("Windows 11", Map.of("SystemRoot", "D:\\Win"), Duration.ofSeconds(5));
        assertEquals(List.of(List.of("D:\\Win\\System32\\rundll32.exe", "url.dll,FileProtocolHandler", "x")), windows.commands("x"));
        var mac = new SystemBrowser("Mac OS X", Map.of(), Duration.ofSeconds(5));
        assertEquals(List.of(List.of("/usr/bin/open", "x")), mac.commands("x"));
    }

    @Test
    void theAddressArrivesAsItIs() throws Exception {
        program("xdg-open", "printf '%s|' \"$@\" > \"$0.said\"");
        browser().open(URI.create("https://a.example/x?a=b%20c&d=$HOME;e=(f)"));
        assertEquals("https://a.example/x?a=b%20c&d=$HOME;e=(f)|", Files.readString(folder.resolve("xdg-open.said")));
    }

    @Test
    void whereTheOpenerFailsAKnownBrowserIsTried() throws Exception {
        program("xdg-open", "exit 3");
        program("firefox", "printf %s \"$1\" > \"$0.said\"");
        browser().open(HERE);
        assertEquals(HERE.toString(), Files.readString(folder.resolve("firefox.said")));
    }

    @Test
    void whatDoesNotEndHasOpened() throws Exception {
        program("chromium", "exec sleep 3");
        new SystemBrowser("Linux", Map.of("PATH", folder + ":/usr/bin:/bin"), Duration.ofMillis(200)).open(HERE);
        assertFalse(Files.exists(folder.resolve("chromium.said")));
    }

    @Test
    void withoutABrowserItIsSaid() throws Exception {
        refused(browser(), HERE);
        program("xdg-open", "exit 4");
        refused(browser(), HERE);
        Files.writeString(Files.createFile(folder.resolve("chromium")), "no program");
        refused(browser(), HERE);
        Files.setPosixFilePermissions(folder.resolve("chromium"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("chromium"), "#!/no/such/program\n");
        refused(browser(), HERE);
        refused(new SystemBrowser("Linux", Map.of(), Duration.ofSeconds(5)), HERE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a.example/", "file:///etc/passwd", "javascript:alert(1)", "http://127.0.0.1.a.example/", "--help",
            "http://127.0.0.1@a.example/", "https://a@b.example/", "https:///x", "mailto:a@b.example", "http://127.0.0.2/", "x"})
    void othersAreNotOpened(String address) throws Exception {
        program("xdg-open", "touch \"$0.said\"");
        refused(browser(), URI.create(address));
        assertFalse(Files.exists(folder.resolve("xdg-open.said")));
    }

    private SystemBrowser browser() {
        return new SystemBrowser("Linux", Map.of("PATH", folder.toString()), Duration.ofSeconds(5));
    }

    private static void refused(SystemBrowser browser, URI address) {
        assertEquals(Problem.BROWSER_NOT_OPENED, assertThrows(IntegrationException.class, () -> browser.open(address)).problem());
    }

    private void program(String name, String script) throws IOException {
        var file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
