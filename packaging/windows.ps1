# packaging/windows.ps1 [VERSION] [MAVEN ARGUMENTS...]: builds the .msi into target\installer, its list of contents (CycloneDX)
# beside it. Needs WiX 3, 4 or 5 on the path. The package is per machine and asks nothing, so that
#   msiexec /i "FitScheduler Front Desk-1.0.0.msi" /qn /norestart
# works for an administrator and for SYSTEM. With FRONTDESK_SIGN_THUMBPRINT (a certificate in the store) it is signed.
param(
  [string]$Version = "",
  [Parameter(ValueFromRemainingArguments = $true)][string[]]$MavenArguments = @()
)
$ErrorActionPreference = "Stop"
Set-Location (Split-Path $PSScriptRoot -Parent)
$arguments = @("-q", "-Pinstaller", "-Dfx.classifier=win", "package")
if ($Version -ne "") { $arguments += "-Drevision=$Version" }
& mvn @arguments @MavenArguments
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
$made = (Get-ChildItem "target\installer\*.msi").FullName
if ($env:FRONTDESK_SIGN_THUMBPRINT) {
  & signtool sign /sha1 $env:FRONTDESK_SIGN_THUMBPRINT /fd SHA256 /tr http://timestamp.digicert.com /td SHA256 $made
  if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}
Write-Output $made
