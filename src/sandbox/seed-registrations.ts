/** The webhooks of a bad morning at Acme, an invented company. */
import { registrableEvents } from '../jira/events.ts';
import type { Registration } from './state.ts';

/** A webhook and the minutes it has left to live at the moment of seeding. */
export interface Seed extends Omit<Registration, 'expiresAt'> {
  minutesLeft: number;
}

const hooks = 'https://hooks.acme.example/jira';
const relay = 'https://relay.acme.example/v2/events';
const builds = 'https://ci.borealis.example/hooks/jira-7f3a';

const issues = ['jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted'];
const comments = ['comment_created', 'comment_updated', 'comment_deleted'];
const properties = ['issue_property_set', 'issue_property_deleted'];
const sprints = registrableEvents.filter(({ group }) => group === 'sprint').map(({ name }) => name);
const versions = registrableEvents
  .filter(({ group }) => group === 'version')
  .map(({ name }) => name);
const everything = registrableEvents.map(({ name }) => name);

type Filters = Pick<Registration, 'fieldIdsFilter' | 'issuePropertyKeysFilter'>;

function seed(
  id: number,
  left: [days: number, hours: number, minutes: number],
  url: string,
  events: string[],
  jqlFilter: string,
  filters: Filters = {},
): Seed {
  const [days, hours, minutes] = left;
  return {
    id,
    url,
    events,
    jqlFilter,
    ...filters,
    minutesLeft: (days * 24 + hours) * 60 + minutes,
  };
}

/** Ids with gaps: others were deleted over the months. Refreshing keeps the id, so age says nothing. */
export const connectSeed: readonly Seed[] = [
  seed(3, [21, 4, 37], hooks, issues, 'project = OPS'),
  seed(4, [21, 4, 37], hooks, comments, 'project = OPS'),
  seed(7, [-70, -3, -12], hooks, ['jira:issue_created'], 'project = LEGACY'),
  seed(11, [0, 0, 9], hooks, ['jira:issue_updated'], 'project = PAY AND status != Done', {
    fieldIdsFilter: ['status', 'resolution'],
  }),
  seed(12, [0, 2, 51], hooks, issues, 'project = PAY AND issuetype = Incident'),
  seed(16, [0, 5, 26], hooks, ['jira:issue_created', 'comment_created'], 'issuetype = Bug'),
  seed(19, [0, 5, 27], relay, properties, 'project = PAY', {
    issuePropertyKeysFilter: ['acme.sla', 'acme.owner'],
  }),
  seed(23, [0, 11, 48], relay, sprints, 'project = WEB'),
  seed(24, [29, 22, 8], relay, everything, 'project != EMPTY'),
  seed(
    28,
    [-1, -2, -14],
    hooks,
    ['jira:issue_created'],
    'project IN (PAY, RISK) AND assignee = EMPTY',
  ),
  seed(29, [-1, -2, -14], hooks, ['comment_created'], 'project IN (PAY, RISK)'),
  seed(
    33,
    [-21, -6, -40],
    builds,
    ['jira:version_released', 'jira:version_unreleased'],
    'project = MOB',
  ),
  seed(35, [1, 7, 3], builds, versions, 'project = MOB'),
  seed(
    36,
    [2, 0, 19],
    builds,
    ['jira:issue_updated'],
    'project = MOB AND status = "Ready for build"',
    {
      fieldIdsFilter: ['status', 'fixVersions'],
    },
  ),
  seed(41, [3, 16, 55], hooks, ['jira:issue_updated'], 'project = CORE', {
    fieldIdsFilter: ['customfield_10029', 'summary'],
  }),
  seed(44, [4, 9, 31], hooks, issues, 'project IN (CORE, DATA) AND status != Done'),
  seed(47, [5, 13, 6], relay, ['jira:issue_created'], 'assignee = EMPTY AND project = SUP'),
  seed(52, [6, 1, 44], relay, ['jira:issue_updated'], 'priority = Highest AND project != SANDBOX', {
    fieldIdsFilter: ['priority'],
  }),
  seed(53, [6, 22, 17], hooks, issues, 'reporter != EMPTY AND project = SUP'),
  seed(
    58,
    [8, 3, 29],
    hooks,
    ['jira:issue_updated', 'jira:issue_deleted'],
    'cf[10014] = "CORE-118"',
  ),
  seed(
    61,
    [9, 19, 2],
    relay,
    ['issue_property_set'],
    'issue.property[acme.release].train = "2026.1"',
    {
      issuePropertyKeysFilter: ['acme.release'],
    },
  ),
  seed(62, [11, 5, 58], relay, properties, 'project = DATA'),
  seed(66, [12, 14, 33], hooks, comments, 'issuetype IN (Incident, Problem) OR project = OPS'),
  seed(71, [13, 0, 12], hooks, ['jira:issue_deleted'], 'project NOT IN (SANDBOX, LEGACY)'),
  seed(74, [14, 8, 46], builds, ['sprint_started', 'sprint_closed'], 'project = MOB'),
  seed(79, [15, 17, 21], builds, ['jira:version_released'], 'project = WEB'),
  seed(83, [17, 2, 5], hooks, ['jira:issue_updated'], 'issueKey IN (OPS-1, OPS-2, OPS-17)', {
    fieldIdsFilter: ['assignee', 'status', 'customfield_10016', 'labels', 'duedate'],
  }),
  seed(
    88,
    [18, 11, 39],
    relay,
    [...issues, ...comments, ...properties],
    'project IN (OPS, PAY, RISK, CORE, DATA, WEB, MOB, SUP, INFRA, SEC, LEGAL, HR) ' +
      'AND issuetype IN (Incident, Problem, Change, "Service request", Bug, Story) ' +
      'AND status NOT IN (Done, Closed, "Won\'t do", Duplicate, "Cannot reproduce") ' +
      'AND assignee != EMPTY AND reporter != EMPTY AND cf[10014] != EMPTY',
    { fieldIdsFilter: ['status', 'assignee', 'priority'], issuePropertyKeysFilter: ['acme.sla'] },
  ),
  seed(
    90,
    [20, 6, 14],
    hooks,
    ['jira:issue_created'],
    'project = SEC AND issuetype = Vulnerability',
  ),
  seed(91, [22, 15, 50], hooks, ['jira:issue_created'], 'project = LEGAL'),
  seed(95, [23, 9, 7], relay, ['comment_created'], 'assignee = "5b10a2844c20165700ede21g"'),
  seed(99, [24, 20, 28], relay, issues, 'status = "Waiting for support" AND project = SUP'),
  seed(102, [26, 1, 53], hooks, issues, 'project = INFRA AND issuetype != Sub-task'),
  seed(
    103,
    [27, 12, 16],
    builds,
    ['jira:issue_updated'],
    'project = WEB AND status = "In review"',
    {
      fieldIdsFilter: ['status'],
    },
  ),
  seed(107, [28, 7, 41], hooks, ['jira:issue_created', 'jira:issue_updated'], 'project = HR'),
  seed(
    110,
    [29, 18, 24],
    relay,
    ['jira:issue_updated'],
    'project = DATA AND priority IN (High, Highest)',
    {
      fieldIdsFilter: ['priority', 'customfield_10029'],
    },
  ),
  seed(112, [29, 23, 35], hooks, issues, 'project = "Customer Portal"'),
];

/** Three of five, and one URL for all of them. */
export const oauthSeed: readonly Seed[] = [
  seed(1, [19, 3, 22], `${hooks}/personal`, ['jira:issue_updated'], 'project = OPS', {
    fieldIdsFilter: ['assignee'],
  }),
  seed(2, [1, 14, 47], `${hooks}/personal`, ['comment_created'], 'project = OPS'),
  seed(5, [0, 3, 8], `${hooks}/personal`, ['jira:issue_created'], 'project IN (OPS, SUP)'),
];
