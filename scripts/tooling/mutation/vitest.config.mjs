import { defineConfig } from 'vitest/config'
import whole from '../../../vitest.config.ts'

/**
 * The one project that `scripts/mutation.mjs` names, without the tests that no mutant of it can fail.
 * Every run gets fresh modules, so that a mutant of a module's own constants counts.
 */
export default defineConfig(() => {
  const name = process.env.MUTATION_PROJECT
  const include = process.env.MUTATION_TESTS?.split(',')
  const project = whole.test?.projects?.find(
    (one) => typeof one === 'object' && 'test' in one && one.test?.name === name,
  )
  if (typeof project !== 'object' || !('test' in project)) throw new Error(`No vitest project is called "${name}".`)
  return {
    resolve: project.resolve,
    test: { ...project.test, include, setupFiles: [], pool: 'threads', isolate: true, maxWorkers: 1 },
  }
})
