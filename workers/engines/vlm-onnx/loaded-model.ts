import type { PreTrainedModel, Processor } from '@huggingface/transformers'
import type { VlmOnnxFolder } from '@/lib/domain/proposals'

/** A checkpoint whose graphs are open on one provider. */
export type LoadedModel = {
  folder: VlmOnnxFolder
  model: PreTrainedModel
  processor: Processor
  /** Tokens that end an answer. */
  endIds: ReadonlySet<number>
}
