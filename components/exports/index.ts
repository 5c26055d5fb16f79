export { ReleaseScreen } from './release-screen'
export { ReleasesScreen } from './releases-screen'
