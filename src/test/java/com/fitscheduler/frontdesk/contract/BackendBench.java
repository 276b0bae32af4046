package com.fitscheduler.frontdesk.contract;

import com.fitscheduler.frontdesk.testsupport.Postgres;
import com.fitscheduler.frontdesk.testsupport.SupabaseProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/**
 * How many reads and pushes a second Supabase's side does for eight callers at once, with a hundred and with a hundred
 * thousand gyms in its tables. Callers, function and database share this machine. Run by {@code packaging/bench backend}.
 */
public final class BackendBench {

    private static final int CALLERS = 8;
    private static final int WARM = 100;
    private static final int CALLS = 500;
    private static final String GYMS = """
            with gyms as (insert into public.locations (name) select 'Gym ' || n from generate_series(1, %d) n returning id),
              people as (insert into auth.users (id) select gen_random_uuid() from gyms returning id),
              members as (insert into public.location_members (location_id, user_id)
                select g.id, p.id from (select id, row_number() over () n from gyms) g
                  join (select id, row_number() over () n from people) p using (n)),
              rows as (insert into public.user_integrations (location_id, integration_type, status, connection_id, account, epoch,
                  connection_method, last_synced_at, synced_data)
                select id, 'leadconnector', 'connected', gen_random_uuid(), repeat('a', 64), 1, 'manual', now(),
                  '{"contact_count": 1284}' from gyms)
            select 1""";
    private static final String DESKS = """
            insert into public.integration_desks (location_id, integration_type, desk_id, desk_name, connection_id, last_seq,
                last_attempt_at, last_success_at)
              select location_id, 'leadconnector', gen_random_uuid(), 'Front desk ' || n, connection_id, 1, now(), now()
                from public.user_integrations, generate_series(1, 3) n;
            analyze""";

    private BackendBench() {}

    /** One caller's way of calling, again and again. */
    @FunctionalInterface
    private interface Call {
        Answer at(Desk desk, long round) throws IOException, InterruptedException;
    }

    public static void main(String[] words) throws Exception {
        for (var gyms : List.of(100, 100_000)) {
            try (var project = SupabaseProject.start()) {
                fill(project, gyms);
                var desks = new ArrayList<Desk>();
                for (var i = 0; i < CALLERS; i++) {
                    var gym = project.gym("Riverside Gym");
                    // Past the address in front, which is the test's own and no part of what is measured.
                    desks.add(Desk.at(project.function(), project.token(project.person(gym)), gym.toString(), "Front desk 1"));
                }
                measure(gyms + " gyms, GET /integrations", desks, (desk, _) -> desk.call("GET", "/integrations", ""));
                measure(gyms + " gyms, push, own gyms", desks, (desk, round) -> round == 0
                        ? desk.connect(1, desk.id(), 0, "a", 1) : desk.sync(1 + round, desk.id(), round));
                var shared = desks.stream().map(_ -> desks.getFirst().another("Front desk")).toList();
                var connection = desks.getFirst().id();
                measure(gyms + " gyms, push, one gym", shared, (desk, round) -> desk.sync(1 + round, connection, round));
            }
        }
        System.exit(0);
    }

    private static void fill(SupabaseProject project, int gyms) throws SQLException {
        try (var open = project.database()) {
            Postgres.execute(open, GYMS.formatted(gyms));
            Postgres.execute(open, DESKS);
        }
    }

    private static void measure(String what, List<Desk> desks, Call call) throws Exception {
        var times = new ConcurrentLinkedQueue<Long>();
        run(desks, call, 0, WARM, times);
        times.clear();
        var start = System.nanoTime();
        run(desks, call, WARM, WARM + CALLS, times);
        var seconds = (System.nanoTime() - start) / 1e9;
        var sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf("%-36s %5.0f/s   median %5.1f ms   99 of 100 within %6.1f ms   (load %s)%n", what, sorted.length / seconds,
                sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6, load());
    }

    private static void run(List<Desk> desks, Call call, int from, int to, ConcurrentLinkedQueue<Long> times) throws Exception {
        try (var threads = Executors.newFixedThreadPool(CALLERS)) {
            var all = threads.invokeAll(desks.stream().<java.util.concurrent.Callable<Void>>map(desk -> () -> {
                for (var round = from; round < to; round++) {
                    var start = System.nanoTime();
                    call.at(desk, round).is(200);
                    times.add(System.nanoTime() - start);
                }
                return null;
            }).toList());
            for (var one : all) {
                one.get();
            }
        }
    }

    private static String load() throws IOException {
        return String.join(" ", Arrays.copyOf(Files.readString(Path.of("/proc/loadavg")).split(" "), 3));
    }
}
