package com.fitscheduler.frontdesk.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A PostgreSQL 17 of this JVM's own, started when first needed, that ends with it. Databases in it are like those of a
 * hosted project: {@link #platform} before the first migration, {@link #migrated} after the last.
 */
public final class Postgres {

    private static final Path PROJECT = Path.of(System.getProperty("project.folder", "")).toAbsolutePath();
    // Held, because a logger that nobody holds forgets its level.
    private static final Logger LOG = Logger.getLogger("io.zonky.test.db");
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static Postgres running;

    private final EmbeddedPostgres server;

    private Postgres() throws IOException, SQLException {
        LOG.setLevel(Level.WARNING);
        server = EmbeddedPostgres.builder().setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD).setOverrideWorkingDirectory(PROJECT.resolve("target/tools/postgres").toFile())
                .setServerConfig("fsync", "off").setServerConfig("max_connections", "200").start();
        // The first superuser of a hosted project is not called postgres: that is the project's owner, and no superuser.
        try (var first = connect("postgres", "postgres")) {
            execute(first, "create role making superuser login");
        }
        try (var making = connect("postgres", "making")) {
            execute(making, "alter role postgres rename to supabase_admin");
            execute(making, "create database platform");
        }
        try (var platform = connect("platform", "supabase_admin")) {
            execute(platform, Files.readString(PROJECT.resolve("src/test/supabase/shim.sql")));
        }
        create("migrated", "platform");
        push("migrated", PROJECT.resolve("src/main/supabase"));
    }

    /** The one of this JVM. */
    public static synchronized Postgres running() {
        try {
            if (running == null) {
                running = new Postgres();
            }
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new database as the platform gives it. */
    public String platform() throws SQLException {
        return copy("platform");
    }

    /** A new database with every migration. */
    public String migrated() throws SQLException {
        return copy("migrated");
    }

    /** A new database that holds what another holds; nobody may be connected to that one. */
    public String copy(String of) throws SQLException {
        var name = "project_" + NUMBER.incrementAndGet();
        create(name, of);
        return name;
    }

    /** Puts a database back to what another holds; whoever is connected is thrown out. */
    public void restore(String name, String from) throws SQLException {
        drop(name);
        create(name, from);
    }

    public void drop(String name) throws SQLException {
        try (var admin = connect("postgres", "supabase_admin")) {
            execute(admin, "drop database " + name + " with (force)");
        }
    }

    private void create(String name, String of) throws SQLException {
        try (var admin = connect("postgres", "supabase_admin")) {
            execute(admin, "create database " + name + " template " + of + " owner postgres");
        }
    }

    /** As the project's owner, as functions and migrations come. */
    public String address(String database) {
        return "postgresql://postgres@127.0.0.1:" + server.getPort() + "/" + database;
    }

    /** @param role {@code postgres} is the owner of the project, {@code supabase_admin} the superuser */
    public Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database, role, "");
    }

    /** Several statements, as they stand. */
    public static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** {@code supabase db push} with what is in that folder. */
    public void push(String database, Path supabase) throws IOException {
        var said = cli(supabase, "db", "push", "--remote=" + address(database), "--yes");
        if (said.exit() != 0) {
            throw new AssertionError(said.text());
        }
    }

    /** What a program printed, and its exit value. */
    public record Said(int exit, String text) {}

    /** The Supabase CLI on a copy of that folder, because it leaves files there. */
    public static Said cli(Path supabase, String... words) throws IOException {
        var work = Files.createTempDirectory("supabase-cli");
        try {
            copy(supabase, work.resolve("supabase"));
            var command = new ArrayList<>(List.of(
                    PROJECT.resolve("target/tools/node_modules/@supabase/cli-linux-x64/bin/supabase").toString()));
            command.addAll(List.of(words));
            command.addAll(List.of("--workdir", work.toString()));
            var program = new ProcessBuilder(command).redirectErrorStream(true);
            program.environment().putAll(Map.of("HOME", work.toString(), "DO_NOT_TRACK", "1",
                    "SUPABASE_TELEMETRY_DISABLED", "1"));
            var process = program.start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end: " + text);
            }
            return new Said(process.exitValue(), text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            delete(work);
        }
    }

    /** Copies a folder and all in it. */
    public static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
