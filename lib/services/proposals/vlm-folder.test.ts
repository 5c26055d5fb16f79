import { rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ModelFolderError } from '@/lib/domain/proposals'
import { changeJson, copiedModel } from '@/workers/engines/vlm-onnx/fixtures/tiny-model'
import { readModelFolder } from './model-folder'

let folder: string

beforeEach(async () => {
  folder = await copiedModel()
})
afterEach(() => rm(folder, { recursive: true }))

async function complaint(): Promise<string> {
  const error = await readModelFolder(folder).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ModelFolderError)
  return String(error)
}

function remove(name: string): Promise<void> {
  return rm(path.join(folder, name))
}

test('a checkpoint is recognised, with the sum of the weights it runs', async () => {
  const model = await readModelFolder(folder)
  expect(model).toMatchObject({ engine: 'vlm-onnx', folder, manifest: { name: 'tiny-react', dtype: 'fp32' } })
  await expect(readModelFolder(folder, model)).resolves.toEqual(model)
  await writeFile(path.join(folder, 'onnx/embed_tokens_fp16.onnx'), 'other weights beside them')
  expect((await readModelFolder(folder)).sha256).toBe(model.sha256)
  await writeFile(path.join(folder, 'onnx/embed_tokens.onnx'), 'other weights')
  await expect(readModelFolder(folder, model)).rejects.toThrow(
    /onnx\/ \(decoder_model_merged\.onnx, embed_tokens\.onnx, vision_encoder\.onnx\) has the SHA-256 .* registered/,
  )
})

test('a flat config.json must be saved again', async () => {
  await changeJson(folder, 'config.json', { text_config: undefined })
  expect(await complaint()).toMatch(/config\.json is flat: it has no text_config.*transformers 5.*save_pretrained/)
})

test('another architecture is refused by its name', async () => {
  await changeJson(folder, 'config.json', { model_type: 'llava' })
  expect(await complaint()).toMatch(/config\.json says model_type llava; this engine runs only qwen2_5_vl/)
})

test.each([
  ['config.json', /config\.json is missing/],
  ['tokenizer.json', /tokenizer\.json is missing; copy from the base model/],
  ['tokenizer_config.json', /tokenizer_config\.json is missing/],
  ['preprocessor_config.json', /preprocessor_config\.json is missing or invalid/],
  ['generation_config.json', /generation_config\.json is missing, which defines the end of an answer/],
])('a checkpoint without %s', async (file, words) => {
  await remove(file)
  expect(await complaint()).toMatch(words)
})

test('a missing chat template is told, and where it lies', async () => {
  await changeJson(folder, 'tokenizer_config.json', { chat_template: undefined })
  expect(await complaint()).toMatch(/tokenizer_config\.json has no chat_template; take it from the base model/)
  await writeFile(path.join(folder, 'chat_template.jinja'), '{{ messages }}')
  expect(await complaint()).toMatch(/move the text of chat_template\.jinja into it/)
})

test('a precision without its graphs names those that are whole', async () => {
  await changeJson(folder, 'model.json', { dtype: 'fp16' })
  expect(await complaint()).toMatch(
    /says dtype fp16, but onnx\/decoder_model_merged_fp16\.onnx, .* are missing\. Complete are: fp32\. .*--dtype fp16/,
  )
  await remove('onnx/vision_encoder.onnx')
  expect(await complaint()).toMatch(/No other dtype is complete either/)
})

test('an unknown precision is refused with those there are', async () => {
  await changeJson(folder, 'model.json', { dtype: 'bf16' })
  expect(await complaint()).toMatch(/model\.json is not right:[\s\S]*"fp32"\|"fp16"[\s\S]*at dtype/)
})

test('weights that lie apart must be there', async () => {
  await changeJson(folder, 'config.json', {
    'transformers.js_config': { use_external_data_format: { 'vision_encoder.onnx': 1 } },
  })
  expect(await complaint()).toMatch(/onnx\/vision_encoder\.onnx_data is missing, which holds the weights/)
})

test('a checkpoint of PyTorch must be exported', async () => {
  await rm(path.join(folder, 'onnx'), { recursive: true })
  expect(await complaint()).toMatch(/It has no onnx\//)
  await writeFile(path.join(folder, 'model.safetensors'), '')
  expect(await complaint()).toMatch(
    /contains PyTorch weights, but no onnx\/ with graphs; export .* training\/vlm\/export\.py/,
  )
})

test('without model.json there is one to paste, which then is right', async () => {
  await rename(path.join(folder, 'model.json'), path.join(folder, 'kept.json'))
  const words = await complaint()
  expect(words).toMatch(/model\.json is missing\. Put one beside config\.json/)
  const template = words.slice(words.indexOf('{'), words.lastIndexOf('}') + 1)
  await writeFile(path.join(folder, 'model.json'), template)
  await changeJson(folder, 'model.json', { dtype: 'fp32', input: { width: 84, height: 56 } })
  expect(await readModelFolder(folder)).toMatchObject({ engine: 'vlm-onnx', manifest: { name: 'react' } })
})

test('frames whose sides the patches do not divide get the nearest size', async () => {
  await changeJson(folder, 'model.json', { input: { width: 450, height: 250 } })
  expect(await complaint()).toMatch(/450×250, but sides must be multiples of 28: take 448×252/)
  await changeJson(folder, 'model.json', { input: { width: 28, height: 28 } })
  expect(await complaint()).toMatch(/28×28 \(784 pixels\), but preprocessor_config\.json takes 3136 to/)
})

test('several problems are told at once', async () => {
  await remove('tokenizer.json')
  await remove('preprocessor_config.json')
  const words = await complaint()
  expect(words).toMatch(/tokenizer\.json is missing/)
  expect(words).toMatch(/preprocessor_config\.json is missing/)
})
