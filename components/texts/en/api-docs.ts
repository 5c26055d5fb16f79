export const apiDocs = {
  title: 'API',
  document: 'OpenAPI 3.1 document',
  intro:
    'Everything the pages do, a script can do. Make a <tokens>token</tokens> and send it with each call; it acts with your roles, within its scopes. Bodies and answers are JSON.',
  errors:
    'An error answers with <code>message</code>, which says what to mend, and <code>data.reason</code>, a stable word for programs. Lists are paged: hand <code>nextCursor</code> back as <code>cursor</code>.',
  try: 'Try it',
  filter: 'Find an endpoint',
  nothing: 'No endpoint has these words.',
  scope:
    '{scope, select, none {No scope is needed.} session {Only from a signed-in browser: no token may make this call.} other {Scope: <code>{scope}</code>}}',
  parameters: 'Parameters',
  inPath: 'in the path',
  inQuery: 'in the query',
  optional: 'optional',
  body: 'Body',
  answer: 'Answer',
  tag: {
    accounts: 'Accounts',
    taxonomy: 'Taxonomy',
    media: 'Media',
    proposals: 'Proposals',
    labelling: 'Labelling',
    agreement: 'Agreement',
    exports: 'Releases',
  },
}
