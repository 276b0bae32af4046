/** The cards that every gym sees. The next integration is an entry here; SQL knows none by name. */
export interface Entry {
  type: string;
  category: string;
  name: string;
  availability: "available" | "coming_soon";
  /** What a successful count measures, all of it whole numbers. */
  measures?: string[];
}

export const CATALOGUE: Entry[] = [
  {
    type: "leadconnector",
    category: "crm",
    name: "LeadConnector",
    availability: "available",
    measures: ["contact_count"],
  },
  { type: "salesforce", category: "crm", name: "Salesforce", availability: "coming_soon" },
  { type: "hubspot", category: "crm", name: "HubSpot", availability: "coming_soon" },
  { type: "zapier", category: "api_tools", name: "Zapier", availability: "coming_soon" },
  { type: "make", category: "api_tools", name: "Make", availability: "coming_soon" },
];

const NOTHING_YET = {
  status: "configuring",
  connection_method: null,
  connection_id: null,
  account: null,
  epoch: 0,
  revision: 0,
  last_synced_at: null,
  synced_data: null,
  updated_at: null,
  changed_by_desk: null,
  desks: [],
};

export function available(type: string): Entry | undefined {
  return CATALOGUE.find((entry) => entry.type === type && entry.availability === "available");
}

/** A card as answers carry it. @param row what the database has of it, or null */
export function card({ type, category, name, availability }: Entry, row: object | null | undefined) {
  const face = { type, category, name, availability };
  return availability === "available" ? { ...face, ...(row ?? NOTHING_YET) } : face;
}
