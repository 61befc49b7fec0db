// The house rules that a tool can see. Each has severity "error": a rule that only warns is a wish.
const { builtinModules } = require('node:module')

require.resolve('@swc/core') // without it TypeScript would be passed over in silence: see `parser` below

const floors = ['kernel', 'ground', 'support', 'nets'] // bottom to top
const module_ = '^platform/(support/[^/]+|nets/[^/]+/[^/]+)/'
const door = '^platform/(support/[^/]+|nets/[^/]+/[^/]+)/(index|contract)\\.ts$'
const contract = '^platform/.*/contract\\.ts$'
const sql = '(^|node_modules/)(kysely|pg)(/|$)'
const test = '\\.(test|fixture)\\.tsx?$'
const machine = `^(node:)?(${builtinModules.map((name) => name.replace('node:', '')).join('|')})$`

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const downwardOnly = floors.slice(0, -1).map((floor, index) =>
  rule(
    `${floor}-leans-only-down`,
    'Arrows point down: nets → support → ground → kernel.',
    { path: `^platform/${floor}/` },
    {
      path: [`^platform/(${floors.slice(index + 1).join('|')})/`, '^platform/((compose|main)\\.ts$|(cli|wiring)/)'],
    },
  ),
)

module.exports = {
  forbidden: [
    ...downwardOnly,
    rule(
      'platform-knows-no-pages',
      'Arrows point down: the server never imports what people open.',
      { path: '^platform/' },
      { path: '^(apps|ui|journeys|bench)/' },
    ),
    rule(
      'modules-meet-at-the-door',
      'A module sees of another only index.ts and contract.ts.',
      { path: module_ },
      { path: module_, pathNot: ['^platform/$1/', door] },
    ),
    rule(
      'outsiders-use-the-door',
      'Who wires, tests or measures modules sees only their doors, too.',
      { path: '^(platform/(cli|wiring|testing|compose\\.ts|main\\.ts)|journeys|bench)' },
      { path: module_, pathNot: door },
    ),
    rule(
      'nets-never-import-each-other',
      'Nets hear of each other by events, which stand in contracts.',
      { path: '^platform/nets/([^/]+)/' },
      { path: '^platform/nets/', pathNot: ['^platform/nets/$1/', contract] },
    ),
    rule(
      'only-stores-touch-sql',
      'SQL lives in store.ts, or in a folder store/ where one file is not enough.',
      { path: '^platform/(support|nets)/', pathNot: ['/store(\\.ts$|/)', test] },
      { path: sql },
    ),
    rule(
      'contracts-are-browser-safe',
      'A contract and all that it reaches is pure: no machine, no ground, no verbs, no SQL.',
      { path: contract },
      { path: [machine, '^platform/ground/', '/(index|service|store|routes)\\.ts$', sql], reachable: true },
    ),
    rule(
      'browsers-see-only-contracts',
      'Pages know the server by its contracts, and the pure kernel.',
      { path: '^(apps|ui)/' },
      { path: '^platform/', pathNot: [contract, '^platform/kernel/'] },
    ),
    rule(
      'pages-are-browser-safe',
      'Nothing that a page reaches touches the machine.',
      { path: '^(apps|ui)/.*\\.tsx?$', pathNot: ['/vite\\.config\\.ts$', test] },
      { path: machine, reachable: true },
    ),
    rule(
      'apps-share-only-ui',
      'What two apps need lies in ui/; ui knows no app.',
      { path: '^(?:apps/([^/]+)|ui)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    rule(
      'kernel-does-no-io',
      'The kernel is pure; it may compute with node:crypto.',
      { path: '^platform/kernel/', pathNot: test },
      { path: machine, pathNot: '^(node:)?(crypto|buffer)$' },
    ),
    rule(
      'the-client-stands-alone',
      'Other bodies take it as it is: it knows the contract and nothing of us, and runs in browsers.',
      { path: '^client/' },
      { path: ['^(platform|apps|ui|packs|journeys|bench|verifier)/', machine] },
    ),
    rule(
      'the-verifier-knows-only-the-kernel',
      'It must convince who does not trust the platform.',
      { path: '^verifier/', pathNot: test },
      { path: '^(platform|apps|ui|packs|journeys|bench)/', pathNot: '^platform/kernel/' },
    ),
    rule(
      'packs-are-data',
      'Packs are read and checked at run time, never imported.',
      { pathNot: '^packs/' },
      { path: '^packs/' },
    ),
    rule(
      'testing-is-for-tests',
      'What serves tests stays out of what serves people.',
      { path: '^(platform|apps|ui)/', pathNot: [test, '^platform/testing/'] },
      { path: ['^platform/testing/', test] },
    ),
    rule('no-cycles', 'What leans on itself cannot be understood in parts.', {}, { circular: true }),
    rule(
      'imports-resolve',
      'A rule cannot judge an import it cannot follow.',
      {},
      { couldNotResolve: true, path: '^(@zhengtong/|#|\\.)', pathNot: '\\?' },
    ),
  ],
  options: {
    // TypeScript 7 has no programming interface; swc reads the files here.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^apps/[^/]+/dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
