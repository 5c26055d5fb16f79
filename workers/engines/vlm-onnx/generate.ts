import { LogitsProcessorList, type PreTrainedModel, type Processor } from '@huggingface/transformers'
import type { EngineFrame, VlmOnnxFolder } from '@/lib/domain/proposals'
import type { VlmAnswer } from '../vlm-answer'
import { AllEnded, answerOfSteps, TokenRecorder } from './generation'
import { inputsOf } from './prompt'
import type { Sampling } from './token-chooser'

/** A checkpoint whose graphs are open on one provider. */
export type LoadedModel = {
  folder: VlmOnnxFolder
  model: PreTrainedModel
  processor: Processor
  /** Tokens that end an answer. */
  endIds: ReadonlySet<number>
}

export type Ask = {
  prompt: string
  maxTokens: number
  /** One for each frame; null is greedy. */
  sampling: readonly (Sampling | null)[]
}

/**
 * Lets the model answer for a batch of frames side by side; frames of one size make prompts of one length, for which a
 * batch changes nothing.
 * @throws the signal's reason, between two tokens
 */
export async function generate(
  { folder, model, processor, endIds }: LoadedModel,
  frames: readonly EngineFrame[],
  { prompt, maxTokens, sampling }: Ask,
  signal: AbortSignal,
): Promise<VlmAnswer[]> {
  signal.throwIfAborted()
  const inputs = await inputsOf(processor, frames, prompt, folder.manifest)
  const recorder = new TokenRecorder(sampling)
  const processors = new LogitsProcessorList()
  processors.push(recorder)
  await model.generate({
    ...inputs,
    max_new_tokens: maxTokens,
    // Checkpoints have sampling and penalty settings in generation_config.json.
    do_sample: false,
    repetition_penalty: 1,
    no_repeat_ngram_size: 0,
    logits_processor: processors,
    stopping_criteria: new AllEnded(endIds, signal),
  })
  signal.throwIfAborted()
  const decode = (ids: readonly number[]) => processor.decode([...ids], DECODING)
  return recorder.steps.map((steps) => answerOfSteps(steps, endIds, decode))
}

const DECODING = { skip_special_tokens: true, clean_up_tokenization_spaces: false }
