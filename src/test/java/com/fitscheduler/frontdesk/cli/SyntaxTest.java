package com.fitscheduler.frontdesk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.cli.Command.Connect;
import com.fitscheduler.frontdesk.cli.Command.Disconnect;
import com.fitscheduler.frontdesk.cli.Command.Examine;
import com.fitscheduler.frontdesk.cli.Command.SignIn;
import com.fitscheduler.frontdesk.cli.Command.Status;
import com.fitscheduler.frontdesk.cli.Command.Support;
import com.fitscheduler.frontdesk.cli.Command.Sync;
import com.fitscheduler.frontdesk.cli.Line.Misused;
import com.fitscheduler.frontdesk.cli.Line.Printed;
import com.fitscheduler.frontdesk.cli.Line.Understood;
import com.fitscheduler.frontdesk.ui.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxTest {

    private static final Syntax SYNTAX = new Syntax(Words.shipped(), List.of("desk.name", "backend.url"), "1.2.3");

    @Test
    void withoutACommandTheWindowIsMeant() {
        assertEquals(new Line(false, Optional.empty(), Optional.empty(), Map.of(), Optional.empty()), understood());
        assertEquals(new Line(true, Optional.of("east"), Optional.of(Path.of("pictures")), Map.of(), Optional.empty()),
                understood("--practice", "--profile", "east", "--tour", "pictures"));
        assertEquals(Map.of("desk.name", "Front = desk", "backend.url", "https://a.example"),
                understood("--real", "--set", "desk.name=Front = desk", "--set=backend.url=https://a.example").settings());
    }

    @Test
    void everyCommandIsUnderstoodAndUnderstoodAgainByTheWindow() {
        var commands = List.of(new Status(true), new Status(false), new Connect("abc", false), new Connect("-abc", true), new Sync(),
                new Disconnect(), new Examine(true), new Examine(false), new Support(Path.of("/tmp/a b.zip")),
                new SignIn("someone@gym.example", ""), new SignIn("someone@gym.example", "gym-1"));
        for (var command : commands) {
            var line = understood(command.words().toArray(String[]::new));
            assertEquals(Optional.of(command), line.command());
            assertEquals(command.words(), line.words());
        }
    }

    @Test
    void whatStandsBeforeACommandGoesWithIt() {
        var line = understood("--profile", "east", "--set", "desk.name=A", "sync");

        assertEquals(Optional.of("east"), line.profile());
        assertEquals(List.of("--set", "desk.name=A", "sync"), line.words());
    }

    @Test
    void aFileIsMeantFromWhereItWasTyped() {
        assertEquals(List.of("support-file", Path.of("a.zip").toAbsolutePath().toString()), understood("support-file", "a.zip").words());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prctice", "snc", "connect", "support-file", "sign-in", "sync now", "--tour", "--set desk.name",
        "--set nonsense=1", "--profile", "--profile ../x", "--profile practice", "--profile practice-x", "--profile Eäst",
        "--practice --real", "--tour a status", "connect --location", "status --xml", "--profile=", "@file", "connect pit-1 --location a"})
    void whatIsNotUnderstoodIsSaidWithWhereToLook(String typed) {
        var misused = assertInstanceOf(Misused.class, SYNTAX.parse(typed.split(" ")));

        assertTrue(misused.text().lines().count() >= 2, misused.text());
        assertTrue(misused.text().contains("--help"), misused.text());
    }

    @Test
    void helpNamesEveryCommandAndOption() {
        var help = assertInstanceOf(Printed.class, SYNTAX.parse("--help")).text();
        for (var word : List.of("--practice", "--real", "--profile", "--tour", "--set", "--version", "status", "connect", "sync",
                "disconnect", "doctor", "support-file", "sign-in", "desk.name")) {
            assertTrue(help.contains(word), help);
        }
        assertTrue(assertInstanceOf(Printed.class, SYNTAX.parse("connect", "--help")).text().contains("--location"));
        assertEquals("1.2.3\n", assertInstanceOf(Printed.class, SYNTAX.parse("--version")).text());
    }

    private static Line understood(String... typed) {
        return assertInstanceOf(Understood.class, SYNTAX.parse(typed)).line();
    }
}
