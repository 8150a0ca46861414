"""The register of kinds, and what makes a context an issued paper: number, frozen payload, file, withdrawal."""
