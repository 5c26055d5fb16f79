import type { Command } from 'commander'
import { AnswerScope, type CalibratedModel, EvaluationTruth } from '@/lib/contracts/http/evaluation'
import { calibrateModel } from '@/lib/services/evaluation'
import { existingModel, existingProject } from '../existing'
import { oneOf, printJson } from '../terminal'
import { withInstance, withSystemContext } from '../with-instance'

type Options = {
  project: string
  model: string
  as: string
  truth: EvaluationTruth
  answers: AnswerScope
  json?: boolean
}

function report({ name, version, before, thresholds, frames, distorted, balancedF1 }: CalibratedModel): string[] {
  const changed = (key: keyof typeof thresholds) => `${key}: ${before[key]} → ${thresholds[key].toFixed(2)}`
  return [
    `${frames} judged frames, ${distorted} of them distorted; mean F1 of both kinds ${balancedF1.toFixed(3)}`,
    ...(['distortedScore', 'labelProbability', 'low', 'high'] as const).map(changed),
    `Registered as ${name} ${version}: start a run with it to see its proposals.`,
  ]
}

/** Sets a model's thresholds by the frames that people judged, or that were planted. */
export function register(program: Command): void {
  program
    .command('calibrate')
    .description('register a version of a model whose thresholds fit the judged frames')
    .requiredOption('--project <slug>', 'the project')
    .requiredOption('--model <name@version>', 'a registered model version that has finished a run')
    .requiredOption('--as <version>', 'name of the new version')
    .option('--truth <truth>', 'people or planted', oneOf(EvaluationTruth.options), 'people' as const)
    .option('--answers <scope>', 'all, hidden or holdout', oneOf(AnswerScope.options), 'all' as const)
    .option('--json', 'print the result on stdout')
    .action(({ project, model, as: version, truth, answers: scope, json }: Options) =>
      withInstance(
        (instance) =>
          withSystemContext(instance, async (ctx) => {
            const projectId = await existingProject(ctx, project)
            const modelVersionId = await existingModel(ctx, projectId, model)
            const result = await calibrateModel({ ctx, input: { projectId, modelVersionId, truth, scope, version } })
            for (const line of report(result)) console.error(line)
            if (json) printJson(result)
          }),
        { command: 'calibrate' },
      ),
    )
}
