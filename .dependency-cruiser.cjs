// One-way imports, docs/../architecture: layers first, then stages inside a layer. The baseline is empty.
const STAGES = ['accounts', 'taxonomy', 'media', 'proposals', 'labelling', 'agreement', 'exports', 'evaluation']

const LAYERS = {
  '^lib/domain/': ['^lib/domain/'],
  '^lib/contracts/': ['^lib/contracts/', '^lib/domain/'],
  '^lib/platform/': ['^lib/platform/', '^lib/contracts/', '^lib/domain/(shared|accounts)/'],
  '^lib/services/': ['^lib/services/', '^lib/platform/', '^lib/contracts/', '^lib/domain/'],
  '^components/': ['^components/', '^lib/contracts/', '^lib/domain/'],
  '^workers/': ['^workers/', '^lib/services/', '^lib/platform/', '^lib/contracts/', '^lib/domain/'],
  '^app/_server/': ['^app/_server/', '^lib/services/', '^lib/platform/', '^lib/contracts/', '^lib/domain/'],
  '^app/(?!_server/)': ['^app/', '^components/', '^lib/services/', '^lib/contracts/', '^lib/domain/'],
}

const OURS = '^(app|components|lib|workers|prisma|e2e|tests|scripts|bench)/'
const TESTS = '\\.test\\.tsx?$'

const layerRules = Object.entries(LAYERS).map(([from, allowed]) => ({
  name: `layer ${from}`,
  severity: 'error',
  from: { path: from, pathNot: TESTS },
  to: { path: OURS, pathNot: allowed },
}))

const stageRules = ['lib/domain', 'lib/services'].flatMap((layer) =>
  STAGES.slice(0, -1).map((stage, index) => ({
    name: `stage ${layer}/${stage}`,
    severity: 'error',
    from: { path: `^${layer}/${stage}/`, pathNot: TESTS },
    to: { path: STAGES.slice(index + 1).map((later) => `^${layer}/${later}/`) },
  })),
)

const indexRules = ['lib/domain', 'lib/services'].flatMap((layer) =>
  [...STAGES, 'shared'].map((stage) => ({
    name: `through index ${layer}/${stage}`,
    severity: 'error',
    from: { path: OURS, pathNot: [`^${layer}/${stage}/`, TESTS, '^(e2e|tests|bench|scripts)/'] },
    to: { path: `^${layer}/${stage}/`, pathNot: `^${layer}/${stage}/index\\.ts$` },
  })),
)

module.exports = {
  forbidden: [
    { name: 'no cycles', severity: 'error', from: { path: OURS }, to: { circular: true } },
    {
      name: 'domain is pure',
      severity: 'error',
      from: { path: '^lib/domain/', pathNot: TESTS },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'inference runtimes only in engines',
      severity: 'error',
      from: { path: '^(app|components|lib|workers/(?!engines/))' },
      to: { path: 'node_modules/(onnxruntime-node|@huggingface)' },
    },
    {
      name: 'decoder only in workers/media',
      severity: 'error',
      from: { path: '^(app|components|lib|workers/(?!media/))' },
      to: { path: 'node_modules/node-av' },
    },
    ...layerRules,
    ...stageRules,
    ...indexRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)generated/', '^\\.next/', '^scripts/.*\\.mjs$'] },
    tsConfig: { fileName: 'tsconfig.json' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    combinedDependencies: true,
  },
}
