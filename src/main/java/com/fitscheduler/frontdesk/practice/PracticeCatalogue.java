package com.fitscheduler.frontdesk.practice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the backend says of every integration of this program, before it looks at any gym. */
final class PracticeCatalogue {

    private record Entry(String category, String name) {}

    private static final Map<String, Entry> ENTRIES = new LinkedHashMap<>();

    static {
        ENTRIES.put("leadconnector", new Entry("crm", "LeadConnector"));
        ENTRIES.put("salesforce", new Entry("crm", "Salesforce"));
        ENTRIES.put("hubspot", new Entry("crm", "HubSpot"));
        ENTRIES.put("zapier", new Entry("api_tools", "Zapier"));
        ENTRIES.put("make", new Entry("api_tools", "Make"));
    }

    private PracticeCatalogue() {}

    /** How an integration's part of an answer begins. One that is not listed goes by its type. */
    static Map<String, Object> face(String type, boolean available) {
        var entry = ENTRIES.getOrDefault(type, new Entry("crm", type));
        var face = new LinkedHashMap<String, Object>();
        face.put("type", type);
        face.put("category", entry.category());
        face.put("name", entry.name());
        face.put("availability", available ? "available" : "coming_soon");
        return face;
    }

    /** The faces of those that nobody can connect yet. */
    static List<Map<String, Object>> comingSoon(List<String> available) {
        return ENTRIES.keySet().stream().filter(type -> !available.contains(type)).map(type -> face(type, false)).toList();
    }
}
