import { execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ModelFolderError } from '@/lib/domain/proposals'
import { checkModels } from '@/scripts/cli/doctor/check-inference'
import { TINY_MODEL } from '@/workers/engines/frame-onnx/fixtures/paint'
import { copiedModel } from '@/workers/engines/vlm-onnx/fixtures/tiny-model'
import { readModelFolder } from './model-folder'

let scratch: string
let root: string

beforeEach(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'framejury-models-'))
  root = path.join(scratch, 'models')
  await cp(TINY_MODEL, path.join(root, 'tiny'), { recursive: true })
  await cp(TINY_MODEL, path.join(scratch, 'outside'), { recursive: true })
})
afterEach(() => rm(scratch, { recursive: true }))

const at = (...names: string[]) => path.join(root, ...names)

async function complaint(name: string): Promise<string> {
  const error = await readModelFolder(at(name), { root }).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ModelFolderError)
  return String(error)
}

test('[PP17] a folder that is a link out of the models folder is refused, without a word of what it holds', async () => {
  await symlink(path.join(scratch, 'outside'), at('link'))
  const words = await complaint('link')
  expect(words).toMatch(/a link that points outside the models folder; put the model itself there/)
  expect(words).not.toContain('model.json')
})

test('[PP17] a link within the models folder, and a models folder that is a link, are fine', async () => {
  await symlink(at('tiny'), at('link'))
  await mkdir(at('other'))
  await symlink(at('tiny', 'model.onnx'), at('other', 'model.onnx'))
  await cp(at('tiny', 'model.json'), at('other', 'model.json'))
  const elsewhere = path.join(scratch, 'elsewhere')
  await symlink(root, elsewhere)
  for (const from of [root, elsewhere]) {
    for (const name of ['tiny', 'link', 'other']) {
      await expect(readModelFolder(path.join(from, name), { root: from })).resolves.toMatchObject({
        engine: 'frame-onnx',
      })
    }
  }
})

test.each(['model.json', 'model.onnx'])(
  '[PP17] %s that is a link out of the models folder is refused',
  async (name) => {
    await rm(at('tiny', name))
    await writeFile(path.join(scratch, 'secret'), 'root:x:0:0')
    await symlink(path.join(scratch, 'secret'), at('tiny', name))
    const words = await complaint('tiny')
    expect(words).toContain(`${name} is a link that points outside the models folder; copy the file there.`)
    expect(words).not.toContain('root:')
  },
)

test.each(['model.json', 'model.onnx'])(
  '[PP17] %s that is a folder, a pipe or a link to nothing is told',
  async (name) => {
    await rm(at('tiny', name))
    await mkdir(at('tiny', name))
    expect(await complaint('tiny')).toContain(`${name} is a folder and must be a file`)
    await rm(at('tiny', name), { recursive: true })
    execFileSync('mkfifo', [at('tiny', name)])
    expect(await complaint('tiny')).toContain(`${name} is a pipe or a device and must be a file`)
    expect(await checkModels(root)).toContainEqual(
      expect.objectContaining({ name: 'tiny', state: 'note', text: expect.stringContaining('is a pipe') }),
    )
    await rm(at('tiny', name))
    await symlink(at('nowhere'), at('tiny', name))
    expect(await complaint('tiny')).toContain(`${name} is a broken link`)
  },
)

test('[PP17] so are the graphs of a checkpoint', async () => {
  await rename(await copiedModel(), at('talking'))
  const graph = at('talking', 'onnx', 'embed_tokens.onnx')
  await rename(graph, path.join(scratch, 'embed_tokens.onnx'))
  await symlink(path.join(scratch, 'embed_tokens.onnx'), graph)
  expect(await complaint('talking')).toContain('onnx/embed_tokens.onnx is a link that points outside the models folder')
  await rm(at('talking', 'onnx'), { recursive: true })
  await writeFile(at('talking', 'onnx'), '')
  expect(await complaint('talking')).toContain('onnx is not a folder')
})

test('[PP17] a model.json that is far too long, or holds what no database keeps, is told', async () => {
  await writeFile(at('tiny', 'model.json'), ' '.repeat(1024 * 1024 + 1))
  expect(await complaint('tiny')).toContain('model.json has more than 1 MB')
  await writeFile(at('tiny', 'model.json'), '{"training":{"note":"a\\u0000b"},"name":"\\ud800"}')
  expect(await complaint('tiny')).toContain(
    'a database cannot store (U+0000 or half a surrogate pair) at note, name; take it out',
  )
})
