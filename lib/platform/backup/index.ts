export { type BackupManifest, readManifest } from './manifest'
export { type RestoreBackup, restoreBackup } from './restore-backup'
export { productVersion, type WriteBackup, writeBackup } from './write-backup'
