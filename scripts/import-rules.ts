const STAGES = [
  'accounts',
  'taxonomy',
  'media',
  'proposals',
  'labelling',
  'agreement',
  'exports',
  'evaluation',
  'deletion',
]

/** What a layer may import of our own code; the first layer that fits a file counts. */
const LAYERS: readonly { from: RegExp; to: readonly RegExp[] }[] = [
  { from: /^lib\/domain\//, to: [/^lib\/domain\//] },
  { from: /^lib\/contracts\//, to: [/^lib\/contracts\//, /^lib\/domain\//] },
  { from: /^lib\/platform\//, to: [/^lib\/platform\//, /^lib\/contracts\//, /^lib\/domain\/(shared|accounts)\//] },
  {
    from: /^lib\/services\//,
    to: [/^lib\/services\//, /^lib\/platform\//, /^lib\/contracts\//, /^lib\/domain\//],
  },
  // The outbox handles operations, a journal and a connection: it must not depend on their content or on a screen.
  { from: /^components\/outbox\//, to: [/^components\/outbox\//] },
  // The player knows no task and no answer; of the labelling screen, its state knows no view, and its commands no part.
  {
    from: /^components\/player\//,
    to: [/^components\/(player|query)\//, /^lib\/(contracts|domain)\//],
  },
  {
    from: /^components\/labelling\/store\//,
    to: [/^components\/(labelling\/store|player|texts)\//, /^lib\/(contracts|domain)\//],
  },
  {
    from: /^components\/labelling\/commands\//,
    to: [/^components\/(labelling\/(store|commands)|player|query|texts|ui)\//, /^lib\/(contracts|domain)\//],
  },
  {
    from: /^components\/labelling\/(panel|timeline|answer|palette|guidelines)\//,
    to: [
      /^components\/labelling\/(store|commands|panel|timeline|answer|palette|guidelines)\//,
      /^components\/(player|query|taxonomy|texts|ui)\//,
      /^lib\/(contracts|domain)\//,
    ],
  },
  { from: /^components\//, to: [/^components\//, /^lib\/contracts\//, /^lib\/domain\//] },
  {
    from: /^workers\//,
    to: [/^workers\//, /^lib\/(services|platform|contracts|domain)\//],
  },
  {
    from: /^app\/_server\//,
    to: [/^app\/_server\//, /^lib\/(services|platform|contracts|domain)\//],
  },
  { from: /^app\//, to: [/^app\//, /^components\//, /^lib\/(services|contracts|domain)\//] },
  { from: /^demo-clips\//, to: [/^demo-clips\//, /^lib\/domain\//, /^workers\/(engines|media)\//] },
  { from: /^prisma\//, to: [/^prisma\//, /^demo-clips\//, /^lib\//, /^workers\//] },
  { from: /^scripts\//, to: [/^scripts\//, /^lib\//, /^workers\//, /^app\/_server\//] },
  {
    from: /^tests\//,
    to: [/^tests\//, /^(app\/_server|demo-clips|lib|prisma|scripts|workers)\//],
  },
  {
    from: /^e2e\//,
    to: [/^e2e\//, /^tests\/setup\//, /^(components\/labelling|demo-clips|lib|prisma|workers)\//],
  },
  { from: /^bench\//, to: [/^(app|bench|components|demo-clips|lib|prisma|scripts|workers)\//, /^tests\/setup\//] },
]

/** Each room of components may import those before it, through their index. */
const ROOMS = [
  'texts',
  'ui',
  'query',
  'shell',
  'outbox',
  'player',
  'deletion',
  'taxonomy',
  'accounts',
  'media',
  'proposals',
  'labelling',
  'review',
  'tasks',
  'agreement',
  'evaluation',
  'exports',
  'api-docs',
]

const PACKAGES: readonly { only: RegExp; packages: RegExp; why: string }[] = [
  { only: /^(?!lib\/domain\/)/, packages: /^(?!zod$)/, why: 'the domain is pure: it imports zod alone' },
  {
    only: /^(?!components\/outbox\/)/,
    packages: /^(?!zod$|zustand\/vanilla$)/,
    why: 'the outbox imports zod and zustand/vanilla alone: no React, no client of the API',
  },
  {
    only: /^(workers\/engines|bench|scripts|tests)\//,
    packages: /^(onnxruntime-node|@huggingface\/)/,
    why: 'inference runtimes live in workers/engines',
  },
  {
    only: /^(workers\/media|bench|scripts|tests)\//,
    packages: /^node-av/,
    why: 'the decoder lives in workers/media',
  },
  {
    only: /^app\//,
    packages: /^server-only$/,
    why: 'server-only breaks the worker and the tests outside app/',
  },
]

function stageOf(file: string, layer: string): string | null {
  return file.startsWith(`${layer}/`) ? (file.slice(layer.length + 1).split('/')[0] ?? null) : null
}

function stageComplaint(from: string, to: string): string | null {
  for (const layer of ['lib/domain', 'lib/services']) {
    const target = stageOf(to, layer)
    if (!target || !(STAGES.includes(target) || target === 'shared')) continue
    const own = stageOf(from, layer)
    if (own === target) continue
    if (own && STAGES.indexOf(own) < STAGES.indexOf(target)) return `stage ${own} comes before ${target}`
    if (/^(e2e|tests|bench|scripts|prisma)\//.test(from)) continue
    if (to !== `${layer}/${target}/index.ts`) return `import ${layer}/${target} through its index`
  }
  return null
}

function roomComplaint(from: string, to: string): string | null {
  const [own, target] = [stageOf(from, 'components'), stageOf(to, 'components')]
  if (!target || own === target) return null
  for (const room of [own, target]) if (room && !ROOMS.includes(room)) return `name components/${room} among the rooms`
  if (own && ROOMS.indexOf(own) < ROOMS.indexOf(target)) return `components/${own} comes before ${target}`
  if (/^(e2e|tests|bench|scripts|prisma)\//.test(from)) return null
  // A room may have rooms in it, and gives tests what they need.
  const isDoor = /^components\/[^/]+\/([^/]+\/)?(index\.tsx?|testing\.ts)$/.test(to)
  return isDoor ? null : `import components/${target} through its index`
}

/** Why one of our files must not import another, or null. */
export function ownImportComplaint(from: string, to: string): string | null {
  const layer = LAYERS.find((rule) => rule.from.test(from))
  if (layer && !layer.to.some((allowed) => allowed.test(to))) return 'imports go one way'
  return stageComplaint(from, to) ?? roomComplaint(from, to)
}

/** Why a file must not import a package or a part of Node, or null. */
export function packageComplaint(from: string, name: string): string | null {
  return PACKAGES.find((rule) => rule.packages.test(name) && !rule.only.test(from))?.why ?? null
}
